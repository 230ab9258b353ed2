"""The demo's people and story (invented companies, dates relative to today); never part of production."""
