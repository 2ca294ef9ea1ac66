"""What was done, subject by subject: each module reads the histories of one and tells them in sentences."""
