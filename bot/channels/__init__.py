"""Ways in and out: one file a channel, one shared intake that makes messages safe."""
