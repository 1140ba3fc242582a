/** Access control of all services: keys and roles, the table of rules, and its enforcement. */
package dev.weft.access;
