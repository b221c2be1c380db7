"""Which of the questions that friends ask a text means: the FAQ, found by a model."""
