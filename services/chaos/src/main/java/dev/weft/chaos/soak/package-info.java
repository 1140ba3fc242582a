/** A long run of a cluster in use: what its processes hold, and whether it grows. */
package dev.weft.chaos.soak;
