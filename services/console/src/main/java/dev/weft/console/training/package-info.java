/** Follows a training to its end, and says how it ended. */
package dev.weft.console.training;
