/* libbcc brings its own copy, included before this one is asked for. */
