/**
 * What clients did and what topics say, one operation a line, in the order in which it was seen.
 */
package dev.weft.chaos.history;
