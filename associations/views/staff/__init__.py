"""The staff's pages: the queue, the bench of one association, and what is done there."""
