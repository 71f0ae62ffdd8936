"""Pages of planning: fetch through `visible_to`, read the form, call one service, answer."""
