/** Faults, the sequence of them that a seed gives, and what carries it out. */
package dev.weft.chaos.nemesis;
