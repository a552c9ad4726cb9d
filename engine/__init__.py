"""From a resolved request to a finished composition: plan, compose, arrange, render, measure."""
