// /chat?school=linde is the chat of that school
const school = new URLSearchParams(location.search).get('school');
if (school) document.querySelector('duaalwijzer-chat').setAttribute('school', school);
