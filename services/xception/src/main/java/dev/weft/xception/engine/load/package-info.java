/** Chooses, loads and checks the engine that runs a version on this machine. */
package dev.weft.xception.engine.load;
