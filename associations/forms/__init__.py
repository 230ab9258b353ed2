"""What people type about associations: shape and content, never rights or state."""
