"""Pages of judgement: fetch through `visible_to`, read the form, call one service, answer."""
