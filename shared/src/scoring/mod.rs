//! Models of purchases and spend, one folder a model.
