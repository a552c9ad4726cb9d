"""What ``fusebox bench`` measures on the bot's side: sentences, files and the event loop."""
