/**
 * The edge: configuration, life cycle, health and metrics of the classifier as Quarkus has them.
 */
package dev.weft.classifier.app;
