"""What administrators see of tips, and do about them: pages that only draw what they are given, and acts."""
