/**
 * The command line for operators: it asks the admin port, and prints what that answers, for people
 * or for programs. Everything happens on the main thread.
 */
@NullMarked
package usher.router.cli;

import org.jspecify.annotations.NullMarked;
