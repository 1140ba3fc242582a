/** Checks whether a history upholds the system's guarantees. */
package dev.weft.chaos.check;
