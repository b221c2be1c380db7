"""Front ends and wiring: Telegram, terminal, command line. Translates; decides nothing."""
