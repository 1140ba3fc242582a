/**
 * {@code weft bench verdict}: rates of wrong verdicts and numbers of labels needed, by simulation.
 */
package dev.weft.bench.verdict;
