//! The only door to the network: address, robots, gate, get, body.
