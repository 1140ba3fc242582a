/** Everything that can be wrong with what comes in, each with the answer that it must get. */
package dev.weft.systemtests.badinput;
