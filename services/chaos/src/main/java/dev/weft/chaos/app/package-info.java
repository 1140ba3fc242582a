/** The program behind {@code deploy/chaos}. */
package dev.weft.chaos.app;
