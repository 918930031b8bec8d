"""What a language needs: its parser or segmenter, and what is known of its words, numbers, times and names, as data."""
