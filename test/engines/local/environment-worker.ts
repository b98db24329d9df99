/** Stands in for a worker's program: tells the environment that it was given. */
process.send?.(process.env);
