//! What-ifs on the server, for those who do not use the app.

pub mod routes;
