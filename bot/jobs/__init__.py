"""Who does the work, and when: the queue's engine, and the processes that read mails."""
