/** Faults, the sequence that a seed determines, and its execution. */
package dev.weft.chaos.nemesis;
