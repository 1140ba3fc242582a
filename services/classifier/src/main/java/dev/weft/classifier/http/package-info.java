/**
 * The Open Inference Protocol over HTTP: which request is which answer, and what may be in memory.
 */
package dev.weft.classifier.http;
