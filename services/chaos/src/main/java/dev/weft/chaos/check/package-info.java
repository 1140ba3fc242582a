/** Decides on a history whether the promises were kept. */
package dev.weft.chaos.check;
