"""The demo's story, told through the portal's own acts with the clock turned back, so that its history is real."""
