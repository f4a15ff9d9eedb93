"""What a person looks at while deciding: each change beside what was sent out, and the sections."""
