"""Rows of rights.py about running a program: managers change, auditors read, for everybody else it is not there."""

RUNNING = {
    "managing": "302 404 404 404 404 404 404 200 200",
    "managing_settings": "302 404 404 404 404 404 404 200 200",
    "managing_periods": "302 404 404 404 404 404 404 200 200",
    "managing_period_new": "302 404 404 404 404 404 404 200 403",
    "managing_period": "302 404 404 404 404 404 404 200 403",
    "managing_period_remove": "405 405 405 405 405 405 405 405 405",
    "managing_reasons": "302 404 404 404 404 404 404 200 200",
    "managing_reason_new": "302 404 404 404 404 404 404 200 403",
    "managing_reason": "302 404 404 404 404 404 404 200 403",
    "managing_enrollments": "302 404 404 404 404 404 404 200 200",
    "managing_enrollment_new": "302 404 404 404 404 404 404 200 403",
    "managing_invite": "405 405 405 405 405 405 405 405 405",
    "managing_enroll": "302 404 404 404 404 404 404 200 403",
    "managing_enrollment_end": "302 404 404 404 404 404 404 200 403",
    "managing_people": "302 404 404 404 404 404 404 200 200",
    "managing_role_new": "302 404 404 404 404 404 404 200 403",
    "managing_role": "302 404 404 404 404 404 404 200 403",
    "managing_history": "302 404 404 404 404 404 404 200 200",
}
