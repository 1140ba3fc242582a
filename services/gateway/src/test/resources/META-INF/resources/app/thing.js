import 'thing';
