/** DL4J and ND4J, on processors and GPUs. */
package dev.weft.xception.engine.dl4j;
