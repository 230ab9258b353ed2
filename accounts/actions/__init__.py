"""The single door to what people and partner locations change about themselves."""
