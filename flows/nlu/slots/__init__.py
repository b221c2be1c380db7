"""What words mean for the questions: one module for each kind of answer."""
