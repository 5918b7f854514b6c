//! From bytes to orders.
