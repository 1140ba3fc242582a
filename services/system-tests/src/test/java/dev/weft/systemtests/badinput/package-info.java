/** All kinds of bad input, each with its expected response. */
package dev.weft.systemtests.badinput;
