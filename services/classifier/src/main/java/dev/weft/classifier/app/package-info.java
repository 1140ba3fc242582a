/** Integration of the classifier with Quarkus: configuration, life cycle, health and metrics. */
package dev.weft.classifier.app;
