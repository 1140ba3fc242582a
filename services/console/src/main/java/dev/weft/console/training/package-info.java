/** Follows a training to its end, and reports its result. */
package dev.weft.console.training;
