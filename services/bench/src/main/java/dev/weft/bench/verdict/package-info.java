/** {@code weft bench verdict}: wrong verdicts and labels needed, by simulation. */
package dev.weft.bench.verdict;
