"""Learn the weights of the text judge from labelled pages beside the project: `invoke train`. No reader needs it."""
