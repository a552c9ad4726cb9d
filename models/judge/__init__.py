"""Two genre judges that hear how much of each genre is in a tune."""
