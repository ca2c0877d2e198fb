"""What is wrong with a plan's Markdown and links, said in Japanese with file and line."""
