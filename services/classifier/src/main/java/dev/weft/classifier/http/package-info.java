/** The Open Inference Protocol over HTTP: endpoints, and limits of the memory for requests. */
package dev.weft.classifier.http;
