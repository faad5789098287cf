"""Values that texts may name between braces and that follow from the date, such as the end of the autumn break."""

from __future__ import annotations

from datetime import date

from babel.dates import format_date

from bot.rules.school_calendar import first_school_day_after_autumn_break, school_year_of


def computed_values(today: date) -> dict[str, str]:
    """Return the placeholder values that hold on ``today``."""
    year = school_year_of(today)
    return {
        "autumn_resume_date": format_date(first_school_day_after_autumn_break(year), "d MMMM y", locale="nl_BE"),
        "school_year": f"{year}-{year + 1}",
    }
