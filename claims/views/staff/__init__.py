"""Pages of reviewers, approvers, managers and auditors."""
