/** Authentication and authorization of all HTTP requests by one table of rules. */
package dev.weft.access.http;
