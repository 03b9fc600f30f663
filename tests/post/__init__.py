"""What is sent to other people's programs, received by real ones."""
