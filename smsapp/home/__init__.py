"""My work, where everybody lands: what waits for them, what they own, what others changed, what comes next."""
