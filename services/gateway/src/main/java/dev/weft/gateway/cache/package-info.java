/** Answers that are remembered for a moment. */
package dev.weft.gateway.cache;
